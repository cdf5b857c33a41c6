using System.Globalization;
using Microsoft.Extensions.Options;

namespace Portal.Operations.DeadLetters;

/// <summary>Looks at the texts: the binder throws at the first value it cannot convert, and a start that fails should name every one.</summary>
internal sealed class DeadLetterOptionsValidation(IConfiguration configuration) : IValidateOptions<DeadLetterOptions>
{
    private const int Max = 3650;

    public ValidateOptionsResult Validate(string? name, DeadLetterOptions options)
    {
        var errors = new List<string>();
        foreach (var key in new[] { nameof(DeadLetterOptions.ArchiveDays), nameof(DeadLetterOptions.ResolvedDays) })
        {
            var path = $"{DeadLetterOptions.Section}:{key}";
            if (configuration[path] is { } text && !IsDays(text))
                errors.Add($"{path} is '{text}'; it must be a whole number of days from 1 to {Max}.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>Days as configured, or the default where there are none or they are not valid.</summary>
    public static int Days(IConfiguration configuration, string key, int otherwise) =>
        configuration[$"{DeadLetterOptions.Section}:{key}"] is { } text && IsDays(text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static bool IsDays(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Max;
}
