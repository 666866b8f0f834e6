using Entente.Access;
using Entente.Access.Factors;
using Entente.Platform.Mail;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>Guessing codes gets slower and slower, is told to the person, and teaches nothing.</summary>
public sealed class WrongCodesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int people;
    private readonly string email = $"guess{Interlocked.Increment(ref people)}@corvane.example";

    [Fact]
    public async Task After_five_wrong_codes_even_the_right_one_waits_longer_each_time()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        using var guesser = await web.SignIn(email);
        for (var i = 0; i < Waits.FreeForPerson - 1; i++)
            (await Try(guesser, "000000")).Status.ShouldBe(422);
        var fifth = await Try(guesser, "000000");
        fifth.Status.ShouldBe(429);
        fifth.Words.ShouldContain("Try again in a minute");
        web.Clock.Advance(TimeSpan.FromSeconds(31));
        var right = await Try(guesser, phone.Code(web.Clock.Now));
        right.Status.ShouldBe(429);
        right.Words.ShouldBe((await Try(guesser, "000000")).Words, "right and wrong read the same");
        using var elsewhere = await web.SignIn(email);
        (await Try(elsewhere, phone.Code(web.Clock.Now))).Status.ShouldBe(429, "another browser does not help");

        web.Clock.Advance(TimeSpan.FromSeconds(30));
        (await Try(guesser, "000000")).Words.ShouldContain("Try again in 2 minutes");
        web.Clock.Advance(TimeSpan.FromMinutes(2.1));
        (await Try(guesser, phone.Code(web.Clock.Now))).Status.ShouldBe(303);
        // Getting in wipes the slate.
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await web.SignIn(email);
        (await Try(again, "000000")).Status.ShouldBe(422);

        await web.Work();
        await using var scope = web.House.As(web.Corvane);
        var mails = (await scope.ServiceProvider.GetRequiredService<MailBox>().List(email, 0, 100, default)).Rows;
        mails.Count(m => m.Subject.Contains("Wrong codes were tried", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Guesses_sent_at_once_cannot_overtake_the_count()
    {
        using var maren = await web.Staff(email: email);
        await Phone.SetUp(web, maren);
        using var guesser = await web.SignIn(email);
        var page = await guesser.Open("/w/corvane/factor");
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => guesser.Submit(page, ("Code", "000000"))));
        tries.Count(t => t.Status == 422).ShouldBe(Waits.FreeForPerson - 1);
    }

    [Fact]
    public async Task One_who_is_waited_for_holds_up_nobody_else()
    {
        using var maren = await web.Staff(email: email);
        await Phone.SetUp(web, maren);
        using var guesser = await web.SignIn(email);
        for (var i = 0; i < Waits.FreeForPerson; i++)
            await Try(guesser, "000000");
        using var other = await web.Staff(email: "free" + email);
        var phone = await Phone.SetUp(web, other);
        web.Clock.Advance(TimeSpan.FromSeconds(40));
        using var enters = await web.SignIn("free" + email);
        (await Try(enters, phone.Code(web.Clock.Now))).Status.ShouldBe(303);
    }

    private static Task<WebPage> Try(WebVisitor visitor, string code) => visitor.Submit("/w/corvane/factor", ("Code", code));
}
