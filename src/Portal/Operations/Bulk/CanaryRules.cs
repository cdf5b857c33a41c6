using System.Globalization;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>How many go first, and how many may come back.</summary>
internal static class CanaryRules
{
    public const int First = 1;
    public const int Second = 10;
    public const int Rest = 0;

    /// <summary>The rest goes on over single failures: with thousands some always fail. This many since it began stop it.</summary>
    private const int MayComeBackOfTheRest = 10;

    /// <summary>How many of the stage are still to be sent; null when it has no limit.</summary>
    public static int? Left(Operation operation) =>
        operation.Stage is First or Second ? (int)Math.Max(0, operation.Stage.Value - (operation.Done - operation.StageDone)) : null;

    public static int After(int stage) => stage == First ? Second : Rest;

    /// <summary>Why it is to stop by itself, or null.</summary>
    public static string? WhyStop(Operation operation)
    {
        if (operation.Stage is not { } stage)
            return null;
        var back = operation.FailedAgain - operation.StageFailedAgain;
        if (back < (stage == Rest ? MayComeBackOfTheRest : 1))
            return null;
        var of = stage switch
        {
            First => "The first one failed again",
            Second => string.Create(CultureInfo.InvariantCulture, $"{back} of the ten after the first failed again"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{back} of the rest failed again"),
        };
        return of + ". Look at why before you go on.";
    }

    public static void Begin(Operation operation, int stage, long now)
    {
        operation.Stage = stage;
        operation.StageDone = operation.Done;
        operation.StageFailedAgain = operation.FailedAgain;
        operation.StageAt = now;
    }
}
