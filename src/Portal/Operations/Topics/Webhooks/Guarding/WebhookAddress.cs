using System.Globalization;
using System.Net;

namespace Portal.Operations.Topics.Webhooks.Guarding;

/// <summary>What can be said of an address before it is called.</summary>
internal static class WebhookAddress
{
    public const int MaxLength = 2000;

    /// <summary>What is wrong with it, in words for beside the field; null when nothing is.</summary>
    public static string? Problem(string? text, WebhookOptions options)
    {
        var schemes = options.AllowHttp ? "https or http" : "https";
        if (string.IsNullOrWhiteSpace(text))
            return $"must be an absolute {schemes} address";
        if (text.Length > MaxLength)
            return $"must be at most {MaxLength} characters";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return $"must be an absolute {schemes} address";
        if (url.Scheme != Uri.UriSchemeHttps && !(options.AllowHttp && url.Scheme == Uri.UriSchemeHttp))
            return $"must begin with {schemes}";
        if (url.UserInfo.Length > 0)
            return "must not contain a name or password; the signature says who calls";
        if (url.Fragment.Length > 0)
            return "must not have a fragment (#…)";
        if (options.AllowedPorts.Count > 0 && !options.AllowedPorts.Contains(url.Port))
            return string.Create(CultureInfo.InvariantCulture, $"must have one of the ports {string.Join(", ", options.AllowedPorts)}");

        // A name is looked up when it is called, and each time anew; an address says it now.
        var rules = new NetworkRules(options.AllowedNetworks);
        var isForbidden = IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address)
            ? !rules.IsAllowed(address)
            : IsLocalName(url.IdnHost) && !rules.IsAllowed(IPAddress.Loopback) && !rules.IsAllowed(IPAddress.IPv6Loopback);
        return isForbidden ? "leads to a loopback, private, link-local or otherwise special address; Webhooks:AllowedNetworks would have to allow it" : null;
    }

    /// <summary>What everybody may know of an address: paths and queries of webhooks are often secrets.</summary>
    public static string HostOf(string url) => new Uri(url).Authority;

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
