using System.Security.Cryptography;

namespace Portal.Compute.Instances;

/// <summary>Ids in EC2's form: <c>i-</c> and 17 random hexadecimal digits. They are also the names of folders.</summary>
internal static class InstanceIds
{
    public static string Next() => "i-" + RandomNumberGenerator.GetHexString(17, lowercase: true);
}
