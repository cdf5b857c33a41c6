using Microsoft.JSInterop;

namespace Portal.Client.DeadLetters.Keys;

/// <summary><c>desk.js</c>, loaded when first needed. A browser that is gone is no error.</summary>
internal sealed class DeskScript(IJSRuntime runtime, string address) : IAsyncDisposable
{
    public const string Asset = "_content/Portal.Client/desk.js";

    private IJSObjectReference? _module;

    public async Task<T?> CallAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", "./" + address);
            return await _module.InvokeAsync<T>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
        catch (TaskCanceledException)
        {
            return default; // asked while the connection was being lost
        }
    }

    /// <summary>Stops what a function of the module has started, and lets go of it.</summary>
    public static async Task StopAsync(IJSObjectReference? started)
    {
        if (started is null) return;

        try
        {
            await started.InvokeVoidAsync("stop");
            await started.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has forgotten it, too.
        }
        catch (TaskCanceledException)
        {
            // Likewise.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has forgotten it, too.
        }
    }
}
