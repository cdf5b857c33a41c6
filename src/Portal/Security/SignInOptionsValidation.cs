using Microsoft.Extensions.Options;

namespace Portal.Security;

internal sealed class SignInOptionsValidation : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var errors = new List<string>();
        if (options.MaxWrongPasswords is < 1 or > 100)
            errors.Add($"{SignInOptions.Section}:{nameof(options.MaxWrongPasswords)} must be 1 to 100.");
        if (options.LockoutMinutes is < 1 or > 1440)
            errors.Add($"{SignInOptions.Section}:{nameof(options.LockoutMinutes)} must be 1 to 1440.");
        if (!string.IsNullOrEmpty(options.PasskeyDomain) && Uri.CheckHostName(options.PasskeyDomain) is not UriHostNameType.Dns)
            errors.Add($"{SignInOptions.Section}:{nameof(options.PasskeyDomain)} must be a domain such as example.com, without scheme or port.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
