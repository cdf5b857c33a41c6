using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Topics;

/// <summary>How pages show webhooks.</summary>
internal static class WebhookWords
{
    public static Tone ToneOf(WebhookState state) => state switch
    {
        WebhookState.Active => Tone.Good,
        WebhookState.Failing => Tone.Bad,
        WebhookState.Paused => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static string IconOf(WebhookState state) => state switch
    {
        WebhookState.Active => "check_circle",
        WebhookState.Failing => "error",
        WebhookState.Paused => "pause_circle",
        _ => "block",
    };

    /// <summary>Shows a secret, once.</summary>
    public static Task ShowSecretAsync(this DialogService dialogs, string name, string secret) => dialogs.OpenAsync<WebhookSecretDialog>(
        $"The secret of {name}",
        new Dictionary<string, object?> { [nameof(WebhookSecretDialog.Secret)] = secret },
        new DialogOptions { Width = "min(560px, 92vw)", AutoFocusFirstElement = true, CloseDialogOnEsc = false, ShowClose = false });
}
