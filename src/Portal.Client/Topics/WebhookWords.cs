using System.Security.Claims;
using Portal.Client.Elements;
using Portal.Client.Security;
using Radzen;

namespace Portal.Client.Topics;

/// <summary>How pages show webhooks.</summary>
internal static class WebhookWords
{
    /// <summary>The address as this person may know it. Paths and queries of such addresses are often secrets: to those who may not manage webhooks the host is enough.</summary>
    public static string AddressFor(ClaimsPrincipal? person, string url) =>
        Access.WhyNot(person, Ability.OperateQueues) is null ? url : new Uri(url).GetLeftPart(UriPartial.Authority) + "/…";

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
        new DialogOptions { Width = "min(560px, 92vw)", ShowClose = false });
}
