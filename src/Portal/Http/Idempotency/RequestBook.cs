using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Portal.Data;

namespace Portal.Http.Idempotency;

/// <summary>
/// The keys of the last day. A key is claimed, durably, before its work begins, and has its answer, durably, before the caller has it.
/// Crash windows: killed between the two, the key is there without an answer. The request that comes again is worked on again, and its
/// work finds itself done (<see cref="Portal.Data.Once.OnceRequest"/>); with another content it is refused as ever.
/// </summary>
internal sealed class RequestBook(ServiceStore<RequestsDbContext> store, IOptions<IdempotencyOptions> options)
{
    private const string Find = "SELECT Content, At, Status, Headers, Body FROM request WHERE Id = $1";
    private const string Put = "INSERT OR REPLACE INTO request (Id, Content, At) VALUES ($1, $2, $3)";
    private const string Answered = "UPDATE request SET Status = $2, Headers = $3, Body = $4 WHERE Id = $1";
    private const string Delete = "DELETE FROM request WHERE Id = $1";
    private const string DeleteOld = "DELETE FROM request WHERE Id IN (SELECT Id FROM request WHERE At < $1 ORDER BY At LIMIT 1000)";
    private const string Nth = "SELECT At FROM request ORDER BY At DESC LIMIT 1 OFFSET $1";

    public Task<Claim> ClaimAsync(byte[] id, byte[] content, CancellationToken cancellationToken) => store.WriteAsync(
        work =>
        {
            var now = work.Now.ToUnixTimeMilliseconds();
            var known = work.Sql(Find).First(Read, id);
            if (known is null || known.At < now - (long)options.Value.Keep.TotalMilliseconds)
            {
                work.Sql(Put).Run(id, content, now);
                return new Claim(IsOther: false, null);
            }

            return known.Content.AsSpan().SequenceEqual(content) ? new Claim(false, AnswerOf(known)) : new Claim(IsOther: true, null);
        },
        cancellationToken);

    /// <summary>From now on the key has this answer.</summary>
    public Task AnswerAsync(byte[] id, KeptAnswer answer) => store.WriteAsync(
        work => work.Sql(Answered).Run(id, answer.Status, JsonSerializer.Serialize(answer.Headers), answer.Body), CancellationToken.None);

    /// <summary>The request was refused and has changed nothing: the key is as if it had never come.</summary>
    public Task ForgetAsync(byte[] id) => store.WriteAsync(work => work.Sql(Delete).Run(id), CancellationToken.None);

    /// <summary>Forgets what is older, and the oldest where there are more than <see cref="IdempotencyOptions.MaxKeys"/>; answers with how many.</summary>
    public async Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var tooMany = await store.WriteAsync(work => work.Sql(Nth).Numbers(options.Value.MaxKeys), cancellationToken);
        var until = Math.Max(before.ToUnixTimeMilliseconds(), tooMany is [var at] ? at : 0);
        var forgotten = 0;
        while (true)
        {
            var some = await store.WriteAsync(work => work.Sql(DeleteOld).Run(until), cancellationToken);
            if (some == 0)
                return forgotten;
            forgotten += some;
        }
    }

    private static KeptAnswer? AnswerOf(KeptRequest known) => known.Status is { } status
        ? new KeptAnswer(status, JsonSerializer.Deserialize<Dictionary<string, string>>(known.Headers!)!, known.Body!)
        : null;

    private static KeptRequest Read(SqliteDataReader row) => new()
    {
        Content = row.GetFieldValue<byte[]>(0),
        At = row.GetInt64(1),
        Status = row.NumberOrNull(2) is { } status ? (int)status : null,
        Headers = row.TextOrNull(3),
        Body = row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
    };
}
