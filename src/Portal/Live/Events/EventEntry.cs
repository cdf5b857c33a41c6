using System.Text.Json;
using Portal.Client.Live;

namespace Portal.Live.Events;

/// <summary>One change in the ring. Its bytes are made for the first stream that sends it, and are the same for all.</summary>
internal sealed class EventEntry(string id, string name, ILiveEntity entity, JsonSerializerOptions json)
{
    private byte[]? _bytes;

    public string Name { get; } = name;

    public ILiveEntity Entity { get; } = entity;

    /// <summary>As it goes over the wire. Two streams may make it at once; either is right.</summary>
    public byte[] Bytes => _bytes ??= EventText.Of(id, Name, Entity, json);
}
