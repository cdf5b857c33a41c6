using Microsoft.AspNetCore.Identity;
using Portal.Client.Audit;
using Portal.Client.Security;
using Portal.Security.Audit.Storing;
using Portal.Security.Data;
using SignInResult = Portal.Client.Security.SignInResult;

namespace Portal.Security.Audit.Recording;

/// <summary>
/// Records who signs in and out, and who tries. A name that nobody has is not recorded: people type their password there. Signing in is not
/// refused while the audit cannot be written: somebody has to come in to see to it.
/// </summary>
internal sealed class AuditedSignIn(
    SignInGateway signIn, UserManager<PortalUser> users, AuditWriter writer, AuditRefusals refusals, IHttpContextAccessor http, ILogger<AuditedSignIn> logger)
    : ISignInGateway
{
    public async Task<SignInResult> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        var result = await signIn.SignInAsync(name, password, cancellationToken);
        var known = await users.FindByNameAsync(name);
        var record = new AuditRecord
        {
            Action = "session.sign-in",
            TargetKind = "person",
            Target = known?.UserName,
            By = new AuditSubject(AuditActor.Stranger, known?.UserName ?? "unknown name"),
            From = Origin(),
        };
        if (result == SignInResult.SignedIn)
            await TryAsync(record with { By = new AuditSubject(AuditActor.Person, known?.UserName ?? name), Outcome = AuditOutcome.Done, Status = 200 });
        else
            await refusals.RecordAsync(record with { Outcome = AuditOutcome.Refused, Status = 401, Detail = Words(result) });
        return result;
    }

    public async Task<SignInResult> SignInWithPasskeyAsync(string credential, CancellationToken cancellationToken)
    {
        var result = await signIn.SignInWithPasskeyAsync(credential, cancellationToken);
        var record = new AuditRecord { Action = "session.sign-in-with-passkey", TargetKind = "person", By = new AuditSubject(AuditActor.Stranger, "unknown passkey"), From = Origin() };
        var person = CallOrigin.Subject(http.HttpContext?.User);
        if (result == SignInResult.SignedIn)
            await TryAsync(record with { By = person, Target = person.Name, Outcome = AuditOutcome.Done, Status = 200 });
        else
            await refusals.RecordAsync(record with { Outcome = AuditOutcome.Refused, Status = 401, Detail = Words(result) });
        return result;
    }

    public async Task SignOutAsync(CancellationToken cancellationToken)
    {
        var person = CallOrigin.Subject(http.HttpContext?.User);
        await signIn.SignOutAsync(cancellationToken);
        if (person.Kind == AuditActor.Person)
            await TryAsync(new AuditRecord { Action = "session.sign-out", TargetKind = "person", Target = person.Name, By = person, From = Origin(), Outcome = AuditOutcome.Done, Status = 200 });
    }

    private static string Words(SignInResult result) => result switch
    {
        SignInResult.LockedOut => "Locked out.",
        SignInResult.Disabled => "The account is disabled.",
        _ => "Wrong name or password.",
    };

    private AuditOrigin Origin() => http.HttpContext is { } context ? CallOrigin.Of(context) : AuditOrigin.Portal;

    private async Task TryAsync(AuditRecord record)
    {
        try
        {
            await writer.AppendAsync(record);
        }
        catch (AuditUnavailableException e)
        {
            AuditLog.NotRecorded(logger, record.Action, e);
        }
    }
}
