using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Detail;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Elements;
using Portal.Client.Operations;
using Portal.Client.Security;
using Radzen;

namespace Portal.Client.DeadLetters.Edit;

public partial class EditPage
{
    private const string BodyPart = "Body";
    private const string HeadersPart = "Headers";
    private const string ChangesPart = "Changes";

    private static readonly string[] Parts = [BodyPart, HeadersPart, ChangesPart];
    private static readonly TimeSpan CheckPause = TimeSpan.FromMilliseconds(300);

    private DeadLetterDetail? _detail;
    private EditDraft? _draft;
    private BodyEditor? _editor;
    private EditCheck? _check;
    private string? _followed;
    private int _changes;
    private bool _checking;
    private bool _sending;
    private bool _sent;
    private bool _tooLong;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "part")]
    public string? AskedPart { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DeadLetterFilter Filter { get; set; } = new();

    private string Part => Parts.FirstOrDefault(part => string.Equals(part, AskedPart, StringComparison.OrdinalIgnoreCase)) ?? BodyPart;

    private bool IsUnsaved => _draft?.IsChanged == true && !_sent;

    private IReadOnlyDictionary<string, string[]> Errors => _check?.Errors ?? new Dictionary<string, string[]>();

    private string? Why => WhyNot(Ability.ReplayDeadLetters)
        ?? DeadLetterWords.WhyNot(OperationKind.Replay, _detail!.Summary.Status)
        ?? _draft!.WhyNot
        ?? (Errors.Count > 0 ? "The server would refuse it: see the words beside the fields." : null);

    protected override async Task OnParametersSetAsync()
    {
        Filter = DeadLetterAddress.Parse(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        if (_followed == Id) return;

        _followed = Id;
        Unfollow();
        (_detail, _draft, _check, _sent) = (null, null, null, false);
        StartOver();
        Follow<DeadLetterView>(changes => _ = NewsAsync(changes), Id);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var id = Id;
        string? body = null;
        return LoadAsync(
            async token =>
            {
                var found = Found(await Gateway.FindAsync(id, token), "dead letter", id);
                if (found.Succeeded && _draft is null) body = await BodyAsync(found.Value, token);
                return found;
            },
            detail =>
            {
                _detail = detail;
                _draft ??= new EditDraft(detail, body); // what has been typed stays when the dead letter changes
            });
    }

    private async Task<string?> BodyAsync(DeadLetterDetail detail, CancellationToken token)
    {
        if (detail.Body is { } text) return text;

        _tooLong = detail.BodyLength > BodyEditor.LongestBody / 4;
        if (_tooLong) return null;

        var bytes = detail.BodyBase64 is { } base64 ? Convert.FromBase64String(base64) : await Gateway.BodyAsync(detail.Summary.Id, token);
        return bytes is null ? null : BodyText.Of(bytes);
    }

    // Somebody else has dealt with it: the notices say who.
    private async Task NewsAsync(IReadOnlyList<DeadLetterView> changes)
    {
        if (_sending || _sent || _detail is null || changes[^1].Version <= _detail.Summary.Version) return;

        await ReloadAsync();
        if (!IsGone) StateHasChanged();
    }

    private bool IsPartChanged(string part) => part switch
    {
        BodyPart => _draft!.BodyChanged,
        HeadersPart => _draft!.HeadersChanged,
        _ => false,
    };

    private string Href(string part) => Navigation.GetUriWithQueryParameter("part", part.ToLowerInvariant());

    private async Task ChangedAsync()
    {
        var mine = ++_changes;
        if (_draft is not { IsChanged: true, Fault: null } draft)
        {
            (_check, _checking) = (null, false);
            return;
        }

        _checking = true;
        try
        {
            await Task.Delay(CheckPause, Time, Gone);
            if (mine != _changes) return;

            var outcome = await Gateway.CheckAsync(Id, draft.ToEdit(), Gone);
            if (mine != _changes || IsGone) return;

            _check = outcome.Succeeded ? outcome.Value : new EditCheck(null, ProblemWords.Of(outcome.Problem), outcome.Problem.Errors ?? new Dictionary<string, string[]>());
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }
        catch (Exception exception) // the server checks again when it is sent
        {
            Live.ClientLog.LoadFailed(Logger(), exception);
            _check = null;
        }

        _checking = false;
        StateHasChanged();
    }

    private async Task ResetAsync()
    {
        _draft!.Reset();
        (_check, _checking, _changes) = (null, false, _changes + 1);
        if (_editor is not null) await _editor.SetAsync(_draft.Body ?? "");
    }

    private async Task SendAsync()
    {
        if (_editor is not null) await _editor.FlushAsync();
        if (_sending || Why is not null) return;

        _sending = true;
        var edit = _draft!.ToEdit();
        var sent = await AskAsync(
            "replay the edited message",
            token => Gateway.ReplayAsync(Id, edit, By, token),
            letter => letter.EditedTo is { } copy ? $"The edited copy went to {letter.Queue} as message {copy}" : $"The edited copy went to {letter.Queue}",
            errors => _check = new EditCheck(_check?.Deserializes, _check?.Words, errors));
        _sending = false;
        if (IsGone) return;

        if (sent is null)
        {
            await ReloadAsync(); // when somebody was quicker, the notices say who
            return;
        }

        _sent = true;
        Navigation.NavigateTo(DeadLetterAddress.Letter(Id, Filter));
    }

    private async Task LeavingAsync(LocationChangingContext leaving)
    {
        var target = Navigation.ToAbsoluteUri(leaving.TargetLocation).AbsolutePath;
        if (!IsUnsaved || target == Navigation.ToAbsoluteUri(Navigation.Uri).AbsolutePath) return;

        var leave = await Dialogs.AreYouSureAsync(
            "Leave without replaying?", "What you have changed is not sent yet and would be lost.", "Leave", danger: false);
        if (!leave) leaving.PreventNavigation();
    }
}
