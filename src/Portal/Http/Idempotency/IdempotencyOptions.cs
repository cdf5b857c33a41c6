namespace Portal.Http.Idempotency;

/// <summary>The section <c>Idempotency</c> of the configuration.</summary>
internal sealed class IdempotencyOptions
{
    public const string Section = "Idempotency";

    /// <summary>How long a key is known, 0.01 to 168 hours; text, so that every error is named. Default 24.</summary>
    public string? KeepHours { get; set; }

    /// <summary>At most so many keys, 100 to 100,000,000; beyond that the oldest are forgotten before their time. Default 1,000,000.</summary>
    public string? MaxRequests { get; set; }

    public TimeSpan Keep => TimeSpan.FromHours(string.IsNullOrEmpty(KeepHours) ? 24 : double.Parse(KeepHours, System.Globalization.CultureInfo.InvariantCulture));

    public int MaxKeys => string.IsNullOrEmpty(MaxRequests) ? 1_000_000 : int.Parse(MaxRequests, System.Globalization.CultureInfo.InvariantCulture);
}
