using Microsoft.AspNetCore.Components.Web;

namespace Portal.Client.Layout;

public partial class MainLayout
{
    private bool _menuOpen;
    private ErrorBoundary? _boundary;

    // A page that failed must not keep the next one from being shown.
    protected override void OnParametersSet() => _boundary?.Recover();

    private void CloseMenu() => _menuOpen = false;
}
