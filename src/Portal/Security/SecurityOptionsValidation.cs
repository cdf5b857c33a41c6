using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Portal.Security;

/// <summary>Names every key that is wrong; never repeats a secret.</summary>
internal sealed class SecurityOptionsValidation : IValidateOptions<SecurityOptions>
{
    private static readonly string _letters = new UserOptions().AllowedUserNameCharacters;

    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var errors = new List<string>();
        if (options.BootstrapApiKey is { Length: < SecurityOptions.MinKeyLength })
            errors.Add($"Portal:BootstrapApiKey must have at least {SecurityOptions.MinKeyLength} characters.");
        if (options.AdminPassword is { Length: < PasswordPolicy.MinLength })
            errors.Add($"Portal:AdminPassword must have at least {PasswordPolicy.MinLength} characters.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { FirstAdministrator.Name };
        for (var index = 0; index < options.People.Count; index++)
            Check($"Portal:People:{index}", options.People[index]);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string key, PersonOptions person)
        {
            if (string.IsNullOrEmpty(person.Name) || person.Name.Any(c => !_letters.Contains(c, StringComparison.Ordinal)))
                errors.Add($"{key}:Name must be made of letters, digits and -._@+.");
            else if (!names.Add(person.Name))
                errors.Add($"{key}:Name is '{person.Name}', which is taken.");
            if (person.Password is not { Length: >= PasswordPolicy.MinLength })
                errors.Add($"{key}:Password must have at least {PasswordPolicy.MinLength} characters.");
            if (!Roles.All.Contains(person.Role, StringComparer.Ordinal))
                errors.Add($"{key}:Role must be {string.Join(", ", Roles.All)}.");
        }
    }
}
