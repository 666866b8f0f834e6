using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform;

/// <summary>A save of many new rows writes the same as a save of few: it only asks less often.</summary>
public sealed class ManyRowsTest(House house) : IClassFixture<House>
{
    private static readonly Money Price = new(84_000_00, "EUR");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_new_rows_are_kept_as_few_are_with_their_audit_and_their_lines()
    {
        var many = Toys(ManyRows.Least + 17);
        var few = Toys(ManyRows.Least - 1);
        await Save(many);
        await Save(few);

        await using var look = house.As(house.Corvane);
        foreach (var toys in (List<Toy>[])[many, few])
        {
            var ids = toys.ConvertAll(t => t.Id);
            var kept = await Db(look).Set<Toy>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, Ct);
            kept.Count.ShouldBe(toys.Count);
            foreach (var toy in toys)
            {
                var one = kept[toy.Id];
                (one.Name, one.Colour, one.Secret, one.Price, one.PartnerId, one.Version, one.WorkspaceId).ShouldBe(
                    (toy.Name, toy.Colour, toy.Secret, toy.Price, toy.PartnerId, 1, house.Corvane.Id)
                );
            }
            var told = ids.ConvertAll(i => i.Value);
            (await Db(look).Set<AuditEntry>().CountAsync(e => told.Contains(e.SubjectId) && e.Action == "toy.created", Ct)).ShouldBe(
                toys.Count
            );
        }
    }

    [Fact]
    public async Task What_was_written_so_can_be_changed_in_the_next_save()
    {
        await using var scope = house.As(house.Corvane);
        var toys = Toys(ManyRows.Least);
        Db(scope).AddRange(toys);
        await Db(scope).SaveChangesAsync(Ct);
        toys[3].Reprice(new Money(1_00, "EUR"));
        await Db(scope).SaveChangesAsync(Ct);

        await using var look = house.As(house.Corvane);
        var id = toys[3].Id;
        var kept = await Db(look).Set<Toy>().SingleAsync(t => t.Id == id, Ct);
        (kept.Price.Minor, kept.Version).ShouldBe((1_00, 2));
    }

    [Fact]
    public async Task A_save_whose_many_rows_are_refused_keeps_nothing_and_can_be_made_good()
    {
        var there = Toys(1)[0];
        await Save([there]);
        await using var scope = house.As(house.Corvane);
        var toys = Toys(ManyRows.Least);
        var twice = new Toy { Id = there.Id, Name = "twice" };
        Db(scope).AddRange(toys);
        Db(scope).Add(twice);
        Db(scope).Enqueue(new ToyJob("in vain"));

        await Should.ThrowAsync<DbUpdateException>(() => Db(scope).SaveChangesAsync(Ct));

        (await Count(toys)).ShouldBe(0);
        Db(scope).Entry(twice).State = EntityState.Detached;
        await Db(scope).SaveChangesAsync(Ct);
        (await Count(toys)).ShouldBe(toys.Count, "what was refused with the other is new still");
    }

    [Fact]
    public async Task What_fails_behind_many_rows_takes_them_back()
    {
        await using var scope = house.As(house.Corvane);
        var toys = Toys(ManyRows.Least);
        Db(scope).AddRange(toys);
        var lost = new ToyPart
        {
            Id = Guid.CreateVersion7(house.Clock.Now),
            ToyId = new(Guid.CreateVersion7(house.Clock.Now)),
            Name = "of no toy",
        };
        Db(scope).Add(lost);

        await Should.ThrowAsync<DbUpdateException>(() => Db(scope).SaveChangesAsync(Ct));

        (await Count(toys)).ShouldBe(0);
        Db(scope).Entry(lost).State = EntityState.Detached;
        await Db(scope).SaveChangesAsync(Ct);
        (await Count(toys)).ShouldBe(toys.Count);
    }

    [Fact]
    public async Task Mails_to_many_let_pass_what_somebody_waits_for_alone_but_not_for_ever()
    {
        var due = house.Services.GetRequiredService<DueList>();
        await house.Work();
        await Mail(Enumerable.Range(0, 60));
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await Mail([60]);
        var alone = IdOf(60);

        var first = await due.Take(house.Clock.Now, 1, Ct);
        (await Mails(first)).ShouldBe([alone], "it came later, and one reader waits for it");
        await due.FreeAll(Ct);

        house.Clock.Advance(DueList.Courtesy);
        await Mail([61]);
        var next = await due.Take(house.Clock.Now, 61, Ct);
        var taken = await Mails(next);
        taken.ShouldContain(alone);
        taken.ShouldNotContain(IdOf(61), "by now the crowd stands before who comes");
        await due.FreeAll(Ct);
        await house.Work();
    }

    private Guid IdOf(int n)
    {
        using var scope = house.As(house.Corvane);
        return scope.ServiceProvider.GetRequiredService<MailQueue>().IdOf(Draft(n));
    }

    private async Task Mail(IEnumerable<int> numbers)
    {
        await using var scope = house.As(house.Corvane);
        await scope.ServiceProvider.GetRequiredService<MailQueue>().StageAll([.. numbers.Select(Draft)], Ct);
        await Db(scope).SaveChangesAsync(Ct);
    }

    private async Task<List<Guid>> Mails(IReadOnlyList<Claim> claims)
    {
        var ids = claims.Where(c => c.Kind == "job:mail.deliver").Select(c => c.Id).ToList();
        await using var look = house.As(house.Corvane);
        var jobs = await Db(look).Set<Job>().Where(j => ids.Contains(j.Id)).Select(j => j.Payload).ToListAsync(Ct);
        return jobs.ConvertAll(p => Json.Read<DeliverMail>(p).Mail);
    }

    private static MailDraft Draft(int n) =>
        new(
            $"crowd:{n}",
            new("toy", Guid.Empty),
            null,
            $"reader-{n}@harbour.example",
            "Reader",
            "News",
            "News.",
            ["There is news."],
            [],
            null,
            "You get this because it is a test."
        );

    private List<Toy> Toys(int many) =>
        [
            .. Enumerable
                .Range(0, many)
                .Select(n =>
                {
                    var toy = Toy.Make($"toy {n} 'quoted' \\ \u20ac", new Money(Price.Minor + n, "EUR"), house.Clock.Now);
                    toy.Secret = $"secret {n}";
                    return toy;
                }),
        ];

    private async Task Save(List<Toy> toys)
    {
        await using var scope = house.As(house.Corvane);
        Db(scope).AddRange(toys);
        await Db(scope).SaveChangesAsync(Ct);
    }

    private async Task<int> Count(List<Toy> toys)
    {
        var ids = toys.ConvertAll(t => t.Id);
        await using var look = house.As(house.Corvane);
        return await Db(look).Set<Toy>().CountAsync(t => ids.Contains(t.Id), Ct);
    }

    private static EntenteDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EntenteDb>();
}
