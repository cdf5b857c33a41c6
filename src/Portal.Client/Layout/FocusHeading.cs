using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Portal.Client.Layout;

/// <summary>
/// On another page its heading gets the focus, so that who cannot see hears where they are: as <see cref="FocusOnNavigate"/> does it, which
/// takes it also away from a field that somebody types in already. On a slow line the page is there before the word about the focus.
/// </summary>
public sealed class FocusHeading : ComponentBase
{
    private Type? _page;
    private bool _isDue;

    /// <summary>The page that is shown. The same one with another query is no other page.</summary>
    [Parameter]
    [EditorRequired]
    public RouteData RouteData { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override void OnParametersSet() => (_isDue, _page) = (_isDue || RouteData.PageType != _page, RouteData.PageType);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isDue)
            return;
        _isDue = false;
        try
        {
            await Script.InvokeVoidAsync("portal.focusHeading");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the page with it.
        }
    }
}
