using Entente.Conflicts.Complaints;
using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>The usual acts on complaints.</summary>
internal sealed class ComplaintStory(House house, ConflictStory conflicts)
{
    public ConflictStory Conflicts => conflicts;
    public RegistrationStory Claims => conflicts.Claims;

    public static async Task<ComplaintStory> In(House house) => new(house, await ConflictStory.In(house));

    public Task<Result<string>> Complain(
        Actor who,
        string? about,
        string? reason = "OtherPreferred",
        string? words = "We met them first, and you went with somebody else."
    ) => house.Act<MakeComplaint, Result<string>>(who, u => u.Run(new(null, about, reason, words), Ct));

    public async Task<string> Complained(Actor who, string? about, string reason = "OtherPreferred", string words = "We met them first.")
    {
        var made = await Complain(who, about, reason, words);
        made.Problem.ShouldBeNull();
        return made.Value;
    }

    public Task<Result> Answer(Actor who, string number, bool? upheld = true, string? answer = "You are right; we mend it.") =>
        house.Act<AnswerComplaint, Result>(who, u => u.Run(number, upheld, answer, Ct));

    public async Task<Complaint> Load(string number)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Complaint>()
            .AsNoTracking()
            .SingleAsync(c => c.Number == number, Ct);
    }

    public async Task<IReadOnlyList<string>> Seen(Actor who)
    {
        await using var scope = house.As(who);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Complaint>().Select(c => c.Number).ToListAsync(Ct);
    }

    public async Task<IReadOnlyList<string>> Subjects(Actor to, string number) =>
        [.. (await conflicts.Mails(to)).Select(m => m.Subject).Where(s => s.StartsWith(number, StringComparison.Ordinal))];

    private static CancellationToken Ct => RegistrationStory.Ct;
}
