using System.Text.RegularExpressions;

namespace Portal.Compute.Instances;

/// <summary>What an instance, and a workload, may be called.</summary>
internal static partial class InstanceNames
{
    public const string Rule = "1 to 63 letters, digits and hyphens, starting with a letter or digit";

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,62}\z")]
    private static partial Regex Pattern();
}
