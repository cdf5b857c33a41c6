using Microsoft.Extensions.Options;
using Portal.Compute.Instances;

namespace Portal.Compute.Setup;

internal sealed class ComputeOptionsValidation : IValidateOptions<ComputeOptions>
{
    public ValidateOptionsResult Validate(string? name, ComputeOptions options)
    {
        var errors = new List<string>(options.Errors);
        foreach (var (workload, what) in options.Workloads)
        {
            var key = $"{ComputeOptions.Section}:Workloads:{workload}";
            if (!InstanceNames.IsValid(workload))
                errors.Add($"{key}: the name must be {InstanceNames.Rule}.");
            if (string.IsNullOrWhiteSpace(what.Command))
                errors.Add($"{key}:Command is missing.");
            else if (what.Command.Contains('/') && !File.Exists(what.Command))
                errors.Add($"{key}:Command names '{what.Command}', which does not exist.");
            if (what.Command.Contains('\0') || what.Arguments.Any(a => a.Contains('\0')))
                errors.Add($"{key} contains a NUL character.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
