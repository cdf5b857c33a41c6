namespace Messaging;

/// <summary>
/// The names under which this library can be listened to: <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry, or
/// <see cref="System.Diagnostics.ActivityListener"/> and <see cref="System.Diagnostics.Metrics.MeterListener"/>. Names of spans, metrics and
/// attributes are those of OpenTelemetry's semantic conventions for messaging where these have one, else they begin with
/// <c>portal.messaging</c>. While nobody listens nothing is measured and nothing allocated.
/// </summary>
public static class MessagingTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "Portal.Messaging";

    /// <summary>The value of <c>messaging.system</c>.</summary>
    public const string System = "portal_messaging";
}
