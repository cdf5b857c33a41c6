namespace Messaging.Embedded;

/// <summary>Where the bodies are that several queues share, for whoever reads messages.</summary>
internal interface ISharedBodies
{
    /// <exception cref="InvalidDataException">It is not there, or not as it was written.</exception>
    byte[] Read(long id);
}
