using System.Net;
using Microsoft.Extensions.Options;

namespace Portal.Edge;

/// <summary>Names every key that is wrong.</summary>
internal sealed class EdgeOptionsValidation : IValidateOptions<EdgeOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var errors = new List<string>();
        if (options.PathBase is { Length: > 0 } path && !IsPathBase(path))
            errors.Add($"Portal:PathBase is '{path}'; it must be a path as /portal, without a slash at its end.");
        if (!string.IsNullOrEmpty(options.RequireHttps) && !bool.TryParse(options.RequireHttps, out _))
            errors.Add($"Portal:RequireHttps is '{options.RequireHttps}'; it must be true or false.");
        for (var i = 0; i < options.Proxies.Count; i++)
        {
            if (!IPAddress.TryParse(options.Proxies[i], out _) && !IPNetwork.TryParse(options.Proxies[i], out _))
                errors.Add($"Portal:Proxies:{i} is '{options.Proxies[i]}'; it must be an address or a network as 10.0.0.0/8.");
        }

        Expect("HstsDays", options.HstsDays, 1, 3650);
        Expect("Limits:SignInsPerMinute", options.Limits.SignInsPerMinute, 1, 1_000_000);
        Expect("Limits:RequestsPerSecond", options.Limits.RequestsPerSecond, 0, 10_000_000);
        Expect("Limits:Connections", options.Limits.Connections, 10, 1_000_000);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Expect(string key, int value, int from, int to)
        {
            if (value < from || value > to)
                errors.Add($"Portal:{key} is {value}; it must be {from} to {to}.");
        }
    }

    private static bool IsPathBase(string path) =>
        path is ['/', _, ..] && path[^1] != '/' && !path.Contains("//", StringComparison.Ordinal)
        && path.All(c => char.IsAsciiLetterOrDigit(c) || "/-._~".Contains(c));
}
