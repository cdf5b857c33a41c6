using System.Text.Json;

namespace Portal.Data.Once;

/// <summary>
/// The requests that a service has done and answered with success, each noted in the transaction of its work: either both are there
/// after a crash or neither is.
/// </summary>
internal static class RequestMarks
{
    /// <summary>For the migration of a service that has such requests.</summary>
    public const string Create = """
        CREATE TABLE request_mark (id BLOB NOT NULL PRIMARY KEY, at INTEGER NOT NULL, answer TEXT NULL) WITHOUT ROWID;
        CREATE INDEX request_mark_by_age ON request_mark (at);
        """;

    private const string Find = "SELECT answer FROM request_mark WHERE id = $1";
    private const string Insert = "INSERT INTO request_mark (id, at, answer) VALUES ($1, $2, $3)";
    private const string DeleteOld = "DELETE FROM request_mark WHERE id IN (SELECT id FROM request_mark WHERE at < $1 LIMIT 1000)";

    /// <summary>Whether this request was done before.</summary>
    public static bool WasDone<TContext>(this Work<TContext> work, OnceRequest? request)
        where TContext : ServiceDbContext => request is not null && work.Answer(request) is not null;

    /// <summary>What this request was answered with before, or null.</summary>
    public static TAnswer? AnswerTo<TContext, TAnswer>(this Work<TContext> work, OnceRequest request)
        where TContext : ServiceDbContext
        where TAnswer : class => work.Answer(request) is { Length: > 0 } json ? JsonSerializer.Deserialize<TAnswer>(json) : null;

    /// <summary>Notes that it is done now; with its answer where that is not to be read from what there is.</summary>
    public static void Mark<TContext>(this Work<TContext> work, OnceRequest? request, object? answer = null)
        where TContext : ServiceDbContext
    {
        if (request is not null)
            work.Sql(Insert).Run(request.Id.ToByteArray(), work.Now.ToUnixTimeMilliseconds(), answer is null ? "" : JsonSerializer.Serialize(answer));
    }

    /// <summary>Forgets up to a thousand that are older; answers with how many.</summary>
    public static int ForgetMarks<TContext>(this Work<TContext> work, long before)
        where TContext : ServiceDbContext => work.Sql(DeleteOld).Run(before);

    private static string? Answer<TContext>(this Work<TContext> work, OnceRequest request)
        where TContext : ServiceDbContext
    {
        if (work.Sql(Find).First(row => row.GetString(0), request.Id.ToByteArray()) is not { } answer)
            return null;
        request.WasDone = true;
        return answer;
    }
}
