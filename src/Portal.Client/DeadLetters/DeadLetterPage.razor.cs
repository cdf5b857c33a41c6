using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters;

public partial class DeadLetterPage
{
    private readonly Latest<DeadLetterView> _latest = new();
    private DeadLetterDetail? _detail;
    private string? _followed;
    private bool _replaying;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState>? Person { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    private DeadLetterView? Letter => _latest.Value;

    protected override async Task OnParametersSetAsync()
    {
        if (_followed == Id) return;

        _followed = Id;
        Unfollow();
        _latest.Forget();
        _detail = null;
        StartOver();
        Follow<DeadLetterView>(changes => _ = ChangedAsync(changes), Id);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var id = Id;
        return LoadAsync(
            async token => Found(await Gateway.FindAsync(id, token), "dead letter", id),
            detail =>
            {
                _detail = detail;
                _latest.Offer(detail.Summary);
            });
    }

    private async Task ChangedAsync(IReadOnlyList<DeadLetterView> changes)
    {
        var newer = false;
        foreach (var change in changes) newer |= _latest.Offer(change);
        if (!newer || _detail is null) return;

        await ReloadAsync(); // the history has grown, and only the detail has it
        if (!IsGone) StateHasChanged();
    }

    private async Task ReplayAsync()
    {
        var by = Person is null ? null : (await Person).User.Identity?.Name;
        _replaying = true;
        var letter = await AskAsync(
            "replay the message",
            token => Gateway.ReplayAsync(Id, null, by ?? "unknown", token),
            replayed => $"The message is back in {replayed.Queue}");
        _replaying = false;
        if (letter is not null && !IsGone) await ChangedAsync([letter]);
    }
}
