using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Keys;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>The body as a tree, as text and as bytes. A long one is loaded when asked for, and shown piece by piece.</summary>
public partial class BodyView : IAsyncDisposable
{
    private const string Tree = "Tree";
    private const string Formatted = "Formatted";
    private const string AsText = "Text";
    private const string Hex = "Hex";
    private const int Piece = 60_000;
    private const int LongestFormatted = 4_000_000;

    private DeskScript? _script;
    private string? _shownId;
    private byte[]? _bytes;
    private string? _text;
    private JsonElement? _json;
    private bool _loading;
    private int _visible = Piece;
    private (string Form, string Text)? _whole;

    [Parameter]
    [EditorRequired]
    public DeadLetterDetail Detail { get; set; } = null!;

    /// <summary>How to show it, as the address says.</summary>
    [Parameter]
    public string? Form { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Runtime { get; set; } = null!;

    private string ContentType => Detail.ContentType.Length == 0 ? "no content type" : Detail.ContentType;

    private IReadOnlyList<string> Forms => (_json, _text) switch
    {
        ({ }, _) => [Formatted, Tree, AsText, Hex],
        (_, { }) => [AsText, Hex],
        _ => [Hex],
    };

    private string Shown => Forms.FirstOrDefault(form => string.Equals(form, Form, StringComparison.OrdinalIgnoreCase)) ?? Forms[0];

    private string Whole
    {
        get
        {
            if (_whole is { } made && made.Form == Shown) return made.Text;

            var text = Shown switch
            {
                Formatted => BodyText.Indented(_text!)!,
                AsText => _text!,
                _ => HexDump.Of(_bytes.AsSpan(0, Math.Min(_bytes!.Length, LongestFormatted / 8))),
            };
            _whole = (Shown, text);
            return text;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return _script?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    protected override void OnParametersSet()
    {
        if (_shownId == Detail.Summary.Id) return; // a body never changes

        _shownId = Detail.Summary.Id;
        (_bytes, _text, _json, _whole) = (null, null, null, null);
        if (Detail.BodyBase64 is { } base64) Take(Convert.FromBase64String(base64));
    }

    private void Take(byte[] bytes)
    {
        _bytes = bytes;
        _text = Detail.Body ?? BodyText.Of(bytes);
        _visible = Piece;
        _whole = null;
        _json = _text is { Length: <= LongestFormatted } text && BodyText.TryParse(text, out var root) ? root : null;
    }

    private async Task LoadAsync()
    {
        _loading = true;
        var bytes = await AskAsync("load the body", ReadAsync, _ => "The body is loaded");
        _loading = false;
        if (bytes is not null && !IsGone) Take(bytes);
    }

    private async Task<Outcome<byte[]>> ReadAsync(CancellationToken token) =>
        await Gateway.BodyAsync(Detail.Summary.Id, token) is { } bytes ? bytes : Problem.NotFound("dead letter", Detail.Summary.Id);

    private async Task DownloadAsync()
    {
        var bytes = _bytes ?? await AskAsync("download the body", ReadAsync, _ => "The download begins");
        if (bytes is null || IsGone) return;

        _script ??= new DeskScript(Runtime, Assets[DeskScript.Asset]);
        using var stream = new DotNetStreamReference(new MemoryStream(bytes, writable: false));
        var ending = _json is not null ? "json" : _text is not null ? "txt" : "bin";
        await _script.CallAsync<object?>("download", $"{Detail.Summary.MessageId}.{ending}", Detail.ContentType, stream);
    }

    private string Href(string form) => Navigation.GetUriWithQueryParameter("body", form.ToLowerInvariant());
}
