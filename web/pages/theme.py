"""The switch between light, dark and the system's look, without JavaScript."""

from typing import Annotated, Any

from litestar import Request, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from infra.policy.table import Action
from web.addresses import is_local
from web.rendering import SEE_OTHER
from web.theme import Theme, theme_cookie


@post(
    "/darstellung",
    status_code=SEE_OTHER,
    sync_to_thread=False,
    request_max_body_size=10_000,
    action=Action.USE_PUBLIC_TOOLS,
)
def choose_theme(
    request: Request[Any, Any, Any],
    data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Redirect:
    """Remember the choice and lead back to where it was made."""
    asked, back = data.get("darstellung", ""), data.get("zurueck", "/")
    theme = Theme(asked) if asked in set(Theme) else Theme.SYSTEM
    cookie = theme_cookie(theme, secure=request.url.scheme == "https")
    return Redirect(back if is_local(back) else "/", status_code=SEE_OTHER, cookies=[cookie])


HANDLERS = (choose_theme,)
