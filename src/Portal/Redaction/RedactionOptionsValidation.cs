using Messaging;
using Microsoft.Extensions.Options;

namespace Portal.Redaction;

internal sealed class RedactionOptionsValidation : IValidateOptions<RedactionOptions>
{
    private const int MaxName = 100;

    public ValidateOptionsResult Validate(string? name, RedactionOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.Fields?.Count; i++)
        {
            if (options.Fields[i] is not { Length: > 0 and <= MaxName } field || field.Any(c => c is '"' or '\\' || char.IsControl(c)))
                errors.Add($"{RedactionOptions.Section}:Fields:{i} is '{options.Fields[i]}'; it must be the name of a JSON field, 1 to {MaxName} characters.");
        }

        for (var i = 0; i < options.Headers?.Count; i++)
        {
            if (!MessageHeaders.IsName(options.Headers[i]?.ToLowerInvariant() ?? string.Empty))
                errors.Add($"{RedactionOptions.Section}:Headers:{i} is '{options.Headers[i]}'; it must be the name of a message header.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
