using System.Globalization;
using Microsoft.Extensions.Options;

namespace Portal.Security.Audit;

/// <summary>Looks at the text: the binder throws at the first value it cannot convert, and a start that fails should name every one.</summary>
internal sealed class AuditOptionsValidation(IConfiguration configuration) : IValidateOptions<AuditOptions>
{
    private const int Min = 30;
    private const int Max = 36_500;
    private const string Key = AuditOptions.Section + ":" + nameof(AuditOptions.KeepDays);

    public ValidateOptionsResult Validate(string? name, AuditOptions options) => configuration[Key] is { } text && !IsDays(text)
        ? ValidateOptionsResult.Fail($"{Key} is '{text}'; it must be a whole number of days from {Min} to {Max}.")
        : ValidateOptionsResult.Success;

    public static int Days(IConfiguration configuration, int otherwise) =>
        configuration[Key] is { } text && IsDays(text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static bool IsDays(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= Min and <= Max;
}
