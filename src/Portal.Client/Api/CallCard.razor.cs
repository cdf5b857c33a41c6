using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Api;

/// <summary>One call: what it takes, what it answers, and a form that sends it from the browser.</summary>
public partial class CallCard : IAsyncDisposable
{
    private const string Asset = "_content/Portal.Client/api.js";
    private const int MostRows = 24;

    private static readonly (string Where, string Title)[] _places = [("path", "In the path"), ("query", "In the query"), ("header", "Headers")];
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private CallDraft _draft = null!;
    private ApiResponse? _response;
    private IJSObjectReference? _module;
    private bool _sending;

    /// <summary>The call. Give the component its name as key: another call is another component.</summary>
    [Parameter, EditorRequired]
    public ApiCall Call { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has forgotten it, too.
        }
    }

    protected override void OnInitialized() => _draft = new CallDraft(Call);

    private static int Rows(string? text) => Math.Clamp((text ?? "").Count(c => c == '\n') + 2, 3, MostRows);

    private static Tone Look(int status) => status switch
    {
        >= 200 and < 400 => Tone.Good,
        >= 400 and < 500 => Tone.Warn,
        _ => Tone.Bad,
    };

    private static string StatusWords(ApiResponse response) => response.Status == 0 ? "no answer" : response.Status.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(ApiResponse response) => string.Create(CultureInfo.InvariantCulture, $"{response.Milliseconds:0} ms");

    private void Fill(string parameter, ChangeEventArgs change) => _draft.Values[parameter] = change.Value?.ToString() ?? "";

    private async Task SendAsync()
    {
        if (_sending || _draft.Missing is not null) return;
        if (Call.IsDestructive
            && !await Dialogs.AreYouSureAsync("Send it?", $"{Call.Method} /{_draft.Address} is sent to this portal, as you. It cannot be undone.", "Send"))
            return;

        _sending = true;
        StateHasChanged();
        try
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets[Asset]);
            var response = await _module.InvokeAsync<ApiResponse>("send", Gone, Call.Method, _draft.Address, _draft.Headers, _draft.BodyToSend);
            _response = response with { Body = Readable(response.Body) };
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            return; // nobody looks any more
        }
        finally
        {
            _sending = false;
        }
    }

    private static string Readable(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json.RootElement, _indented);
        }
        catch (JsonException)
        {
            return body; // no JSON, or only its beginning
        }
    }
}
