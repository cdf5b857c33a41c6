using Microsoft.Extensions.Options;

namespace Portal.ThirdParties;

internal sealed class ThirdPartyOptionsValidation(string party, string section) : IValidateOptions<ThirdPartyOptions>
{
    public ValidateOptionsResult Validate(string? name, ThirdPartyOptions options)
    {
        if (name != party)
            return ValidateOptionsResult.Skip;
        var errors = new List<string>();
        if (options.BaseUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            errors.Add($"{section}:BaseUrl '{url}' is no absolute http(s) address.");
        if (options.Timeout is null)
            errors.Add($"{section}:TimeoutSeconds is '{options.TimeoutSeconds}'; it must be a whole number from 1 to 300.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
