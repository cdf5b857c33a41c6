namespace Portal.Operations.Topics.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration: to where events may be sent, and how.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Whether <c>http</c> is allowed besides <c>https</c>. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Networks that may be called although they are private, loopback or the like: <c>10.1.0.0/16, ::1/128</c>. Default none.
    /// </summary>
    public IReadOnlyList<System.Net.IPNetwork> AllowedNetworks { get; set; } = [];

    /// <summary>The ports that may be called; empty, the default, for all.</summary>
    public IReadOnlyList<int> AllowedPorts { get; set; } = [];

    /// <summary>How long an endpoint has to answer, 1 to 60 seconds. Default 15.</summary>
    public double TimeoutSeconds { get; set; } = 15;

    /// <summary>The first retry comes after so long, 0.01 to 3,600 seconds; the others after multiples of it. Default 5.</summary>
    public double FirstRetrySeconds { get; set; } = 5;

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);
}
