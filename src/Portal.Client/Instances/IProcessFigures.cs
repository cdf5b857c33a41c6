namespace Portal.Client.Instances;

/// <summary>
/// Measures instances while somebody looks, every two seconds, and tells the live feed (<see cref="ProcessFigures"/>). Nobody looks:
/// nothing is measured.
/// </summary>
public interface IProcessFigures
{
    /// <summary>Has these measured until the answer is disposed.</summary>
    IDisposable Watch(IReadOnlyCollection<string> instanceIds);

    /// <summary>The samples of the last minutes, oldest first, as far as somebody looked.</summary>
    IReadOnlyList<ProcessFigures> Recent(string instanceId);
}
