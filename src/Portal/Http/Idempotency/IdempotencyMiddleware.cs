using System.Collections.Concurrent;
using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Data.Once;

namespace Portal.Http.Idempotency;

/// <summary>
/// <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a request with a key is done once, and sent again it is given the
/// same answer. Only success is kept. A refusal has changed nothing, so its key is free again; what failed on the way (5xx, the caller
/// hung up) may be done or not, so its key stays with its content, and the work itself knows whether it is done.
/// Without the header this costs one look at the headers.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, RequestBook book, IOptions<IdempotencyOptions> options, ILogger<IdempotencyMiddleware> logger)
{
    /// <summary>Between the work's commit and the answer's.</summary>
    public const string WorkDone = "idempotent-work-done";

    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;
    private const string Replayed = "Idempotency-Replayed";

    private static readonly Problem _otherContent = new(
        422, "The key belongs to another request", "This Idempotency-Key was sent with another content before. Take a new key for a new request.");

    /// <summary>What is being answered while its key ends is done with by then.</summary>
    private static readonly TimeSpan _longer = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, bool> _inHand = new();

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.TryGetValue(Header, out var values) && context.GetEndpoint()?.Metadata.GetMetadata<IdempotentAttribute>() is { } wanted
            ? TryReadKey(values.ToString(), out var key)
                ? OnceAsync(context, key, wanted)
                : Problem.Invalid(Header, $"must be 1 to {MaxLength} visible ASCII characters").ToResult().ExecuteAsync(context)
            : next(context);

    /// <summary>The draft's form is a quoted string; without the quotes it is the same key.</summary>
    private static bool TryReadKey(string text, out string key)
    {
        key = text is ['"', .. var inner, '"'] ? inner : text;
        return key.Length is > 0 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    private async Task OnceAsync(HttpContext context, string key, IdempotentAttribute wanted)
    {
        var id = RequestContent.KeyOf(context.User, key);
        var inHand = new Guid(id);
        if (!_inHand.TryAdd(inHand, true))
        {
            context.Response.Headers.RetryAfter = "1";
            await Problem.Conflict("The request is being worked on", "A request with this Idempotency-Key is not answered yet. Send it again.")
                .ToResult().ExecuteAsync(context);
            return;
        }

        KeptAnswer? answer;
        try
        {
            answer = await AnswerAsync(context, id, wanted);
        }
        finally
        {
            // Before a byte of the answer is written: who has read it may send the request again before this thread goes on.
            _inHand.TryRemove(inHand, out _);
        }

        await (answer?.WriteAsync(context.Response, context.RequestAborted) ?? _otherContent.ToResult().ExecuteAsync(context));
    }

    /// <summary>What the request is answered: as before, or by working on it. Null when the key came with another content before.</summary>
    private async Task<KeptAnswer?> AnswerAsync(HttpContext context, byte[] id, IdempotentAttribute wanted)
    {
        var content = await RequestContent.OfAsync(context.Request, wanted.HeadersCount, context.RequestAborted);
        var claim = await book.ClaimAsync(id, content, context.RequestAborted);
        if (claim.IsOther)
            return null;
        if (claim.Answer is null)
            return await WorkAsync(context, id, new OnceRequest(RequestContent.IdOf(id, content), options.Value.Keep + _longer));
        context.Response.Headers[Replayed] = "true";
        return claim.Answer;
    }

    private async Task<KeptAnswer> WorkAsync(HttpContext context, byte[] id, OnceRequest request)
    {
        var response = context.Response;
        var (body, answer) = (response.Body, new MemoryStream());
        response.Body = answer;
        request.Begin();
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException)
        {
            await KeepAsync(id, new KeptAnswer(StatusCodes.Status400BadRequest, [], [])); // it could not even be read
            throw;
        }
        finally
        {
            request.End();
            response.Body = body;
        }

        FaultPoint.Hit(WorkDone);
        var kept = KeptAnswer.Of(response, answer.ToArray());
        await KeepAsync(id, kept);
        if (request.WasDone)
            response.Headers[Replayed] = "true";
        return kept;
    }

    private async Task KeepAsync(byte[] id, KeptAnswer answer)
    {
        try
        {
            if (answer.Status is >= 200 and < 300)
                await book.AnswerAsync(id, answer);
            else if (answer.Status is >= 400 and < 500)
                await book.ForgetAsync(id);
        }
        catch (Exception e)
        {
            // What is done is done, and its caller is to know: sent again, the work finds itself done.
            IdempotencyLog.NotKept(logger, e);
        }
    }
}
