using System.Buffers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Portal.Client.Security;

namespace Portal.Http.Idempotency;

/// <summary>Digests of who asks with which key, and of what is asked.</summary>
internal static class RequestContent
{
    private const int Part = 16 * 1024;

    /// <summary>What the sender of a message says in headers; the order is that of the digest.</summary>
    private static readonly string[] _ofMessages =
        ["content-type", "correlation-id", "delay", "message-id", "message-type", "ordering-key", "reply-to", "time-to-live"];

    public static byte[] KeyOf(ClaimsPrincipal caller, string key)
    {
        var who = $"{caller.Identity?.AuthenticationType}\n{caller.FindFirstValue(KeyClaims.Id) ?? caller.FindFirstValue(ClaimTypes.NameIdentifier)}\n{caller.Identity?.Name}\n{key}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(who))[..16];
    }

    /// <summary>Reads the body and puts it back to its beginning.</summary>
    public static async Task<byte[]> OfAsync(HttpRequest request, bool headersCount, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{request.Method}\n{request.Path}\n{request.QueryString}\n");
        if (headersCount)
            AddHeaders(hash, request.Headers);
        request.EnableBuffering();
        var buffer = ArrayPool<byte>.Shared.Rent(Part);
        try
        {
            while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    /// <summary>An id that is always the same for this key and content, in the form of a UUID of version 8.</summary>
    public static Guid IdOf(byte[] key, byte[] content)
    {
        var id = SHA256.HashData([.. key, .. content])[..16];
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static void AddHeaders(IncrementalHash hash, IHeaderDictionary headers)
    {
        foreach (var name in _ofMessages)
            Add(hash, $"{name}: {headers[name]}\n");
        foreach (var (name, value) in headers.Where(h => IsFree(h.Key)).OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
            Add(hash, $"{name.ToLowerInvariant()}: {value}\n");
    }

    /// <summary>
    /// Headers of a sender's own choice. What proxies add on the way differs from one try to the next.
    /// </summary>
    private static bool IsFree(string name) =>
        name.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("X-Real", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("X-Request", StringComparison.OrdinalIgnoreCase));

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
