using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Account;

public partial class SessionsCard
{
    private IReadOnlyList<SessionView> _sessions = [];

    [Inject]
    private ISessionGateway Gateway { get; set; } = null!;

    [Inject]
    private IAccountGateway Account { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(Gateway.ListAsync, page => _sessions = page.Items);

    private async Task EndAsync(SessionView session)
    {
        await AskAsync($"end {session.Device}", token => Gateway.EndAsync(session.Id, token), _ => $"{session.Device} is signed out");
        if (!IsGone) await ReloadAsync(); // also when it was refused: it may be over already
    }

    private async Task EndOthersAsync()
    {
        if (!await Dialogs.AreYouSureAsync("End all other sessions?", "Every page you have open elsewhere leads to the sign-in page. This one stays.", "End them")) return;

        await AskAsync("end all others", Gateway.EndOthersAsync, ended => ended.Ended == 1 ? "One session is ended" : $"{ended.Ended} sessions are ended");
        if (!IsGone) await ReloadAsync();
    }

    private async Task SignOutEverywhereAsync()
    {
        if (await Dialogs.AreYouSureAsync("Sign out everywhere?", "Every page you have open anywhere leads to the sign-in page, this one, too.", "Sign out everywhere"))
            await AskAsync("sign out everywhere", Account.SignOutEverywhereAsync, _ => "You are signed out everywhere");
    }
}
