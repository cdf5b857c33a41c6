using System.Globalization;
using Microsoft.Extensions.Options;

namespace Portal.Http.Idempotency;

internal sealed class IdempotencyOptionsValidation : IValidateOptions<IdempotencyOptions>
{
    public ValidateOptionsResult Validate(string? name, IdempotencyOptions options)
    {
        var errors = new List<string>();
        if (!string.IsNullOrEmpty(options.KeepHours)
            && !(double.TryParse(options.KeepHours, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 0.01 and <= 168))
            errors.Add($"Idempotency:KeepHours is '{options.KeepHours}'; it must be 0.01 to 168 hours.");
        if (!string.IsNullOrEmpty(options.MaxRequests)
            && !(int.TryParse(options.MaxRequests, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is >= 100 and <= 100_000_000))
            errors.Add($"Idempotency:MaxRequests is '{options.MaxRequests}'; it must be a whole number from 100 to 100000000.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
