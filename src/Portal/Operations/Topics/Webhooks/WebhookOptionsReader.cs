using System.Globalization;
using System.Net;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>
/// Reads the section by hand: the binder throws at the first value it cannot convert, and a start that fails should name every one.
/// </summary>
internal sealed class WebhookOptionsReader(IConfiguration configuration)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public WebhookOptions Read(WebhookOptions options)
    {
        if (Text(nameof(WebhookOptions.AllowHttp)) is { } allow)
        {
            if (bool.TryParse(allow, out var isAllowed))
                options.AllowHttp = isAllowed;
            else
                Wrong(nameof(WebhookOptions.AllowHttp), allow, "true or false");
        }

        options.AllowedNetworks = List(nameof(WebhookOptions.AllowedNetworks), "networks like 10.1.0.0/16, separated by commas", text => IPNetwork.TryParse(text, out var network) ? network : (IPNetwork?)null);
        options.AllowedPorts = List(nameof(WebhookOptions.AllowedPorts), "ports from 1 to 65535, separated by commas", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : (int?)null);
        options.TimeoutSeconds = Number(nameof(WebhookOptions.TimeoutSeconds), options.TimeoutSeconds, 1, 60);
        options.FirstRetrySeconds = Number(nameof(WebhookOptions.FirstRetrySeconds), options.FirstRetrySeconds, 0.01, 3600);
        return options;
    }

    private double Number(string key, double otherwise, double min, double max)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Wrong(key, text, string.Create(CultureInfo.InvariantCulture, $"seconds from {min} to {max}"));
        return otherwise;
    }

    private List<T> List<T>(string key, string expected, Func<string, T?> parse)
        where T : struct
    {
        var list = new List<T>();
        foreach (var part in (Text(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parse(part) is { } value)
                list.Add(value);
            else
                Wrong(key, part, expected);
        }

        return list;
    }

    private string? Text(string key) => configuration[$"{WebhookOptions.Section}:{key}"] is { Length: > 0 } text ? text : null;

    private void Wrong(string key, string text, string expected) => _errors.Add($"{WebhookOptions.Section}:{key} is '{text}'; it must be {expected}.");
}
