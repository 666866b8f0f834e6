using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.MailActs;

/// <summary>
/// Does what the address in a mail is for, as the person to whom it was sent, with the rights that they have now. It works once and thirty days long;
/// whoever left or may no more does nothing with it, and whoever needs more than a mailbox to sign in is led to the page.
/// </summary>
internal sealed class ActByMail
{
    private readonly MailActKeys keys;
    private readonly AccessApi access;
    private readonly IServiceScopeFactory scopes;

    public ActByMail(MailActKeys keys, AccessApi access, IServiceScopeFactory scopes) =>
        (this.keys, this.access, this.scopes) = (keys, access, scopes);

    /// <summary>Changes nothing; null: the address opens nothing.</summary>
    public Task<MailActView?> Look(string token, CancellationToken ct) =>
        As(token, (_, _, view) => Task.FromResult<MailActView?>(view), ct);

    public async Task<Result> Run(string token, CancellationToken ct) =>
        await As<Told>(
            token,
            async (act, key, view) =>
                new(view.Settled is null ? await act.Run(key.Subject, key.Seen, ct) : Refusals.ActSettled(view.Settled)),
            ct
        )
            is { } told
            ? told.Result
            : Refusals.NoAct;

    private sealed record Told(Result Result);

    private async Task<T?> As<T>(string token, Func<IMailAct, MailActKey, MailActView, Task<T?>> run, CancellationToken ct)
        where T : class
    {
        if (await keys.Open(token, ct) is not var (key, reader))
            return null;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(reader);
        if (
            scope.ServiceProvider.GetServices<IMailAct>().SingleOrDefault(a => a.Code == key.Act) is not { } act
            || await act.Look(key.Subject, key.Seen, ct) is not { } view
        )
            return null;
        if (view.Settled is null && !await access.SignsInByMail(key.Person, ct))
            view = view with { Settled = "Your sign-in asks for more than a mailbox, so this needs the page." };
        return await run(act, key, view);
    }
}
