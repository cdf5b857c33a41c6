using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Client.Layout;

public partial class ThemeSwitch
{
    private bool _dark;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        // Only the browser knows what "auto" came to.
        if (await RunAsync("portal.theme.isDark") is true)
        {
            _dark = true;
            StateHasChanged();
        }
    }

    private async Task ToggleAsync() => _dark = await RunAsync("portal.theme.set", !_dark) ?? _dark;

    private async Task<bool?> RunAsync(string function, params object?[] arguments)
    {
        try
        {
            return await Script.InvokeAsync<bool>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return null; // the browser is gone, and the switch with it
        }
    }
}
