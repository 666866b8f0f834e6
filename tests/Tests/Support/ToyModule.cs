using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Tests.Portal;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Support;

/// <summary>A room with nothing of the business in it: what the floor promises is proven on it.</summary>
internal sealed class ToyModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("toy.tick", TimeSpan.FromHours(1), typeof(TickToys))];

    public override void AddServices(IServiceCollection services) =>
        services.AddScoped<ITodayItem, ToyToday>().AddScoped<IHomeBlock, ToyHome>().AddScoped<IMenu, ToyMenu>();

    public override void MapRoutes(IEndpointRouteBuilder routes) => ToyRoutes.Map(routes);

    public override void AddWork(WorkCatalog work) =>
        work.Hear<ToyPainted, CountPainting>("toy-count").Hear<ToyPainted, PaintingThatFails>("toy-fail").Run<ToyJob, RunToyJob>();

    public override void MapModel(ModelBuilder model)
    {
        model.Entity<Toy>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.ComplexProperty(x => x.Price);
            t.HasMany(x => x.Parts).WithOne().HasForeignKey(p => new { p.WorkspaceId, p.ToyId });
        });
        model.Entity<ToyPart>(p => p.HasKey(x => new { x.WorkspaceId, x.Id }));
        model.Entity<ToyCount>(c => c.HasKey(x => new { x.WorkspaceId, x.EventId }));
    }
}

internal readonly record struct ToyId(Guid Value) : ITypedId<ToyId>
{
    public static ToyId From(Guid value) => new(value);
}

[Subject("toy")]
internal sealed class Toy : Entity, IPartnerOwned
{
    public ToyId Id { get; init; }
    public PartnerId PartnerId { get; init; }
    public string Name { get; init; } = "";
    public string Colour { get; private set; } = "plain";

    [Secret]
    public string Secret { get; set; } = "";
    public Money Price { get; private set; }
    public List<ToyPart> Parts { get; init; } = [];

    public static Toy Make(string name, Money price, DateTimeOffset now, PartnerId partner = default) =>
        new()
        {
            Id = Ids.New<ToyId>(now),
            Name = name,
            Price = price,
            PartnerId = partner,
        };

    public void Paint(string colour)
    {
        Colour = colour;
        Announce(new ToyPainted(Id, colour));
    }

    public void Reprice(Money price) => Price = price;
}

internal sealed class ToyPart : Entity
{
    public Guid Id { get; init; }
    public ToyId ToyId { get; init; }
    public string Name { get; init; } = "";
}

[NotAudited("a counter of the test")]
internal sealed class ToyCount : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid EventId { get; init; }
}

[EventName("toy.painted")]
internal sealed record ToyPainted(ToyId Toy, string Colour) : IEvent
{
    public SubjectRef Subject => new("toy", Toy.Value);
}

internal sealed class CountPainting(EntenteDb db) : IHandle<ToyPainted>
{
    public Task Handle(ToyPainted what, Telling telling, CancellationToken ct)
    {
        db.Add(new ToyCount { EventId = telling.EventId });
        return Task.CompletedTask;
    }
}

/// <summary>Fails as long as the colour is "cursed".</summary>
internal sealed class PaintingThatFails : IHandle<ToyPainted>
{
    public Task Handle(ToyPainted what, Telling telling, CancellationToken ct) =>
        what.Colour == "cursed" ? throw new InvalidOperationException("The paint will not dry.") : Task.CompletedTask;
}

[JobName("toy.job")]
internal sealed record ToyJob(string Word);

internal sealed class RunToyJob : IJob<ToyJob>
{
    /// <summary>Jobs whose word begins so take until <see cref="Release"/>.</summary>
    public const string SlowPrefix = "slow ";

    public static List<string> Ran { get; } = [];

    public static TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static bool Has(string word)
    {
        lock (Ran)
            return Ran.Contains(word);
    }

    public async Task<JobOutcome> Run(ToyJob payload, CancellationToken ct)
    {
        lock (Ran)
            Ran.Add(payload.Word);
        if (payload.Word.StartsWith(SlowPrefix, StringComparison.Ordinal))
            await Release.Task.WaitAsync(ct);
        return JobOutcome.Done;
    }
}

internal sealed class TickToys(EntenteDb db) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        db.Add(Toy.Make("tick", Money.Zero("EUR"), now));
        await db.SaveChangesAsync(ct);
    }
}
