namespace Entente.Crm.Port;

/// <summary>
/// An object that not every account has (<see cref="EntenteFields.OptionalObjects"/>): where it is missing or closed to us there are none of
/// it, and nothing else is held up. Asked for again after an hour, should the account get it.
/// </summary>
internal sealed class OptionalObject(TimeProvider clock)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);
    private DateTimeOffset? missingSince;

    /// <param name="without">What is answered where there is no such object.</param>
    public async Task<CrmResult<T>> Or<T>(CrmObject kind, Func<Task<CrmResult<T>>> ask, T without)
    {
        if (kind != CrmObject.Lead)
            return await ask();
        var now = clock.GetUtcNow();
        if (missingSince is { } since && now - since < AskAgain)
            return CrmResult<T>.Of(without);
        var answer = await ask();
        if (answer.Ok || !IsMissing(answer.Error))
            return answer;
        missingSince = now;
        return CrmResult<T>.Of(without);
    }

    /// <summary>There is no such object, or our user may not see it.</summary>
    public static bool IsMissing(CrmError error) =>
        error.Class is CrmErrorClass.NotFound or CrmErrorClass.Schema
        || error is { Class: CrmErrorClass.Auth, Code: "MISSING_SCOPES" or "INSUFFICIENT_ACCESS" };
}
