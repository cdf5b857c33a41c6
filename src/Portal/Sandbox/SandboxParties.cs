namespace Portal.Sandbox;

/// <summary>Who is there to be called.</summary>
internal static class SandboxParties
{
    public const string Payments = "payments";
    public const string Carriers = "carriers";

    public static readonly IReadOnlyList<string> All = [Payments, Carriers];
}
