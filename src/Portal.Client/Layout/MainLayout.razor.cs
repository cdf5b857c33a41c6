using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Client.Layout;

public partial class MainLayout
{
    private bool _menuOpen;
    private ErrorBoundary? _boundary;
    private ElementReference _menuButton;

    // A page that failed must not keep the next one from being shown.
    protected override void OnParametersSet() => _boundary?.Recover();

    private void CloseMenu() => _menuOpen = false;

    private async Task CloseOnEscape(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !_menuOpen) return;

        _menuOpen = false;
        await _menuButton.FocusAsync(); // what had the focus is hidden now
    }
}
