using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Portal.Client.DeadLetters.Detail;
using Portal.Client.DeadLetters.Keys;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters.Edit;

/// <summary>
/// The body in a text area of the browser's own. What is typed comes in pieces, after each pause, as a stream: a bound field would
/// send all of it with each key, and more than the circuit takes.
/// </summary>
public partial class BodyEditor : ComponentBase, IAsyncDisposable
{
    public const int LongestBody = 4 * 1024 * 1024;

    private const int PauseMs = 250;

    private DotNetObjectReference<BodyEditor>? _self;
    private DeskScript? _script;
    private IJSObjectReference? _editor;
    private ElementReference _area;
    private string _first = "";

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<string> Errors { get; set; } = [];

    [Parameter]
    public EventCallback OnChange { get; set; }

    [Parameter]
    [EditorRequired]
    public EditDraft Draft { get; set; } = null!;

    [Inject]
    private IJSRuntime Runtime { get; set; } = null!;

    [Inject]
    private ILogger<BodyEditor> Log { get; set; } = null!;

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public async Task TextChanged(IJSStreamReference text)
    {
        await using var reference = text;
        try
        {
            await using var stream = await text.OpenReadStreamAsync(LongestBody);
            using var reader = new StreamReader(stream);
            Draft.Body = (await reader.ReadToEndAsync()).ReplaceLineEndings("\n");
        }
        catch (ArgumentOutOfRangeException exception) // more than an editor is for
        {
            ClientLog.AskFailed(Log, exception, "take a body this long");
        }

        await OnChange.InvokeAsync();
        StateHasChanged();
    }

    /// <summary>Waits until what was typed last is here.</summary>
    public Task FlushAsync() => CallAsync("flush");

    public Task SetAsync(string text) => CallAsync("set", text);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DeskScript.StopAsync(_editor);
        if (_script is not null) await _script.DisposeAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized() => _first = Draft.Body ?? "";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        _self = DotNetObjectReference.Create(this);
        _script = new DeskScript(Runtime, Assets[DeskScript.Asset]);
        _editor = await _script.CallAsync<IJSObjectReference>("editor", _area, _self, PauseMs);
        StateHasChanged(); // until now nothing could be typed: nobody would have heard of it
    }

    private Task GoToAsync(int offset) => CallAsync("select", offset);

    private Task FormatAsync() => BodyText.Indented(Draft.Body!) is { } formatted ? SetAsync(formatted) : Task.CompletedTask;

    private async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            if (_editor is not null) await _editor.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and what was typed there with it.
        }
    }
}
