using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.DeadLetters.Filters;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>How a replay of many is to run.</summary>
public partial class ReplayChoices
{
    private static readonly (string Value, string Words)[] Rates =
        [(Chosen.Full, "As fast as it goes"), ("1", "1 a second"), ("10", "10 a second"), ("100", "100 a second")];

    [Parameter]
    [EditorRequired]
    public Chosen Choices { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public IReadOnlyDictionary<string, string[]> Errors { get; set; } = null!;

    /// <summary>What was chosen so far.</summary>
    public sealed class Chosen
    {
        internal const string Full = "full";
        internal const string Own = "own";

        public string Rate { get; set; } = Full;

        public string? OwnRate { get; set; }

        public bool Canary { get; set; }

        public string? Queue { get; set; }

        public string? OtherQueue => DeadLetterAddress.Blank(Queue);

        public bool IsOwnRate => Rate == Own;

        public string? RateProblem =>
            IsOwnRate && RatePerSecond is not (>= 0.1 and <= 100_000) ? "A number from 0.1 to 100,000." : null;

        public double? RatePerSecond => Rate == Full
            ? null
            : double.TryParse(IsOwnRate ? OwnRate : Rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : 0;
    }
}
