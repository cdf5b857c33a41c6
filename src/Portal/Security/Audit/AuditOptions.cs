namespace Portal.Security.Audit;

/// <summary>The section <c>Portal:Audit</c> of the configuration.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Portal:Audit";

    /// <summary>Days after which a record is deleted, 30 to 36,500. Default 365.</summary>
    public int KeepDays { get; set; } = 365;
}
