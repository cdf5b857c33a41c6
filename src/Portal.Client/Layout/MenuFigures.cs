using Portal.Client.Live;
using Portal.Client.Security;

namespace Portal.Client.Layout;

/// <summary>What the menu tells beside its entries. One for all circuits, told when it changes.</summary>
/// <param name="FailedMessages">Dead letters that wait for somebody.</param>
/// <param name="Operations">Operations that are not over.</param>
/// <param name="PartiesDown">Third parties that did not answer the last call.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record MenuFigures(long FailedMessages, int Operations, int PartiesDown, long Version) : ILiveEntity
{
    string ILiveEntity.Id => "menu";
}

public interface IMenuGateway
{
    /// <summary>As last told; null when nobody has looked yet.</summary>
    [Reads]
    MenuFigures? Current { get; }
}
