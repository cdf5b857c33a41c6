using System.Globalization;
using Microsoft.Extensions.Options;

namespace Portal.Warehouse;

internal sealed class WarehouseOptionsValidation : IValidateOptions<WarehouseOptions>
{
    private const long MaxLow = 1_000_000;

    public ValidateOptionsResult Validate(string? name, WarehouseOptions options) =>
        string.IsNullOrEmpty(options.LowStockAt)
        || (long.TryParse(options.LowStockAt, NumberStyles.None, CultureInfo.InvariantCulture, out var low) && low <= MaxLow)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Warehouse:LowStockAt is '{options.LowStockAt}'; it must be a whole number from 0 to {MaxLow}.");
}
