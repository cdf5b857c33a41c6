using System.Globalization;

namespace Bench.Chaos;

/// <param name="Cycles">Kills. Default 300.</param>
/// <param name="Seconds">Stops earlier, after this time. Default: no limit.</param>
/// <param name="Seed">Of the places and moments to kill at; the children are as random as the system is.</param>
/// <param name="Planted">Plants each bug in turn instead, and expects to catch it.</param>
/// <param name="Json">Prints the figures for programs as the last line but one.</param>
internal sealed record ChaosOptions(int Cycles, double Seconds, int Seed, bool Planted, bool Json)
{
    public const string Names = "--cycles --seconds --seed --planted";
    public const string Usage = "usage: dotnet run -c Release --project bench -- chaos [--cycles N] [--seconds S] [--seed N] [--planted] [--json]";

    /// <summary>Null when the arguments are not understood.</summary>
    public static ChaosOptions? Parse(string[] args)
    {
        var options = new ChaosOptions(300, double.PositiveInfinity, Random.Shared.Next(100_000), false, false);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 0;
            switch (args[i])
            {
                case "--planted":
                    options = options with { Planted = true };
                    continue;
                case "--json":
                    options = options with { Json = true };
                    continue;
                case "--cycles" when value >= 1:
                    options = options with { Cycles = (int)value };
                    break;
                case "--seconds" when value > 0:
                    options = options with { Seconds = value };
                    break;
                case "--seed" when value > 0:
                    options = options with { Seed = (int)value };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }
}
