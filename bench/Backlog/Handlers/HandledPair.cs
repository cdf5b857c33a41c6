namespace Bench;

/// <summary>Messages handled a second with few waiting, and right after it with many.</summary>
internal sealed record HandledPair(double Few, double Many)
{
    public double Ratio => Many / Few;
}
