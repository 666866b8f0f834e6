using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Demo.Telling;

/// <summary>Who is who in the story, and acts in their name: each act in a scope of its own, as a request would be.</summary>
internal sealed class People(IServiceProvider services)
{
    private readonly Dictionary<string, Actor> actors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The story's workspace; known once it is made.</summary>
    public WorkspaceId Workspace { get; set; }

    public Actor Entente => Actor.System(Workspace, Channel.Console);

    public Actor this[string email] => actors[email];

    /// <summary>Null: they are not there yet.</summary>
    public Actor? Find(string email) => actors.GetValueOrDefault(email);

    /// <summary>Somebody of this partner who may answer for it.</summary>
    public Actor Of(PartnerId partner) => actors.Values.First(a => a.Partner == partner);

    public PersonId Id(string email) => actors[email].Person!.Value;

    public void AddStaff(string email, string name, PersonId id, StaffRole role) =>
        actors[email] = new(Workspace, ActorKind.Staff, Channel.Web, id, Name: name, Permissions: Permissions.Of(role));

    /// <summary>Partner people act through their personal links.</summary>
    public void AddPartnerPerson(string email, string name, PersonId id, PartnerId partner) =>
        actors[email] = new(Workspace, ActorKind.Partner, Channel.Link, id, partner, name);

    /// <summary>One act through the use case <typeparamref name="T"/>.</summary>
    public async Task<TResult> Act<T, TResult>(Actor actor, Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return await act(ActivatorUtilities.GetServiceOrCreateInstance<T>(scope.ServiceProvider));
    }

    /// <summary>The same; a refusal ends the story.</summary>
    public async Task<TValue> Do<T, TValue>(Actor actor, string what, Func<T, Task<Result<TValue>>> act)
        where T : notnull
    {
        var done = await Act(actor, act);
        return done.Ok ? done.Value : throw Refused(what, done.Problem);
    }

    public async Task Do<T>(Actor actor, string what, Func<T, Task<Result>> act)
        where T : notnull
    {
        if (await Act(actor, act) is { Ok: false, Problem: { } problem })
            throw Refused(what, problem);
    }

    public static StoryException Refused(string what, Problem problem) =>
        new($"{what}: {problem.Code}: {problem.Message} {string.Join(" ", problem.Fields?.Values ?? [])}".TrimEnd());
}
