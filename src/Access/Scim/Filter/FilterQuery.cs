using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Entente.Access.Scim.Filter;

/// <summary>A column that may be filtered and sorted by, under its name in SCIM.</summary>
/// <param name="By">What a list is sorted by; null: not sortable.</param>
/// <param name="Compare">The condition, or null for a comparison that makes no sense there.</param>
internal sealed record ScimColumn<T>(
    LambdaExpression? By,
    Func<CompareOp, ScimValue, Expression<Func<T, bool>>?> Compare,
    Expression<Func<T, bool>> Present
);

/// <summary>
/// Turns a filter into a query over columns that are named beforehand: what a directory writes becomes parameters, never SQL.
/// </summary>
internal sealed class FilterQuery<T>(IReadOnlyDictionary<string, ScimColumn<T>> columns)
{
    private static readonly MethodInfo Lower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
    private static readonly MethodInfo Order = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    public ScimColumn<T>? Column(AttributePath path) => columns.GetValueOrDefault(path.ToString().ToLowerInvariant());

    /// <summary>The condition, or a sentence about what it does not know.</summary>
    public (Expression<Func<T, bool>>? Where, string? Fault) Of(ScimFilter filter, string? within = null)
    {
        switch (filter)
        {
            case ScimFilter.And both:
                return Two(both.Left, both.Right, Expression.AndAlso, within);
            case ScimFilter.Or either:
                return Two(either.Left, either.Right, Expression.OrElse, within);
            case ScimFilter.Not not:
                var (inner, fault) = Of(not.Inner, within);
                return inner is null
                    ? (null, fault)
                    : (Expression.Lambda<Func<T, bool>>(Expression.Not(inner.Body), inner.Parameters), null);
            // There is one value at most of each kind that we keep, so that all conditions inside are about the same one.
            case ScimFilter.Among among when within is null:
                return Of(among.Inner, among.Path.Name);
            case ScimFilter.Present present when Column(Full(present.Path, within)) is { } column:
                return (column.Present, null);
            case ScimFilter.Compare compare when Column(Full(compare.Path, within)) is { } column:
                return column.Compare(compare.Op, compare.Value) is { } where
                    ? (where, null)
                    : (null, $"{compare.Path} cannot be compared like that.");
            case ScimFilter.Present { Path: var unknown }:
                return (null, $"Nothing is filtered by {unknown}.");
            case ScimFilter.Compare { Path: var unknown }:
                return (null, $"Nothing is filtered by {unknown}.");
            default:
                return (null, "This filter is not supported.");
        }
    }

    /// <summary>A text; ids and keys are compared to the letter, everything else without case.</summary>
    public static ScimColumn<T> Text(Expression<Func<T, string?>> text, bool exact = false) =>
        new(
            text,
            (op, value) =>
            {
                if (value.Kind is ScimValueKind.Null)
                    return Null(text, op);
                if (value.Kind is not ScimValueKind.Text)
                    return null;
                var left = exact ? text.Body : Expression.Call(text.Body, Lower);
                var right = Parameter(exact ? value.Text : value.Text.ToLowerInvariant());
                return Lambda(text, OfText(op, left, right));
            },
            Lambda(text, Expression.AndAlso(NotNull(text.Body), Expression.NotEqual(text.Body, Expression.Constant(""))))
        );

    /// <summary>An id is another one or it is not; what is no id is nobody's.</summary>
    public static ScimColumn<T> Id<TId>(Expression<Func<T, TId>> id, Func<Guid, TId> read) =>
        new(
            null,
            (op, value) =>
                op is CompareOp.Eq or CompareOp.Ne
                    ? Lambda(
                        id,
                        Expression.MakeBinary(
                            Of(op)!.Value,
                            id.Body,
                            Parameter(read(Guid.TryParse(value.Text, out var guid) ? guid : Guid.Empty))
                        )
                    )
                    : null,
            Lambda(id, Expression.Constant(true))
        );

    public static ScimColumn<T> Flag(Expression<Func<T, bool>> flag) =>
        new(
            flag,
            (op, value) =>
                op is CompareOp.Eq or CompareOp.Ne && value.AsBool is { } asked
                    ? Lambda(flag, Expression.Equal(flag.Body, Expression.Constant(asked == (op is CompareOp.Eq))))
                    : null,
            Lambda(flag, Expression.Constant(true))
        );

    public static ScimColumn<T> Time(Expression<Func<T, DateTimeOffset>> time) =>
        new(
            time,
            (op, value) =>
                value.Kind is ScimValueKind.Text
                && DateTimeOffset.TryParse(value.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && Of(op) is { } kind
                    ? Lambda(time, Expression.MakeBinary(kind, time.Body, Parameter(at)))
                    : null,
            Lambda(time, Expression.Constant(true))
        );

    private (Expression<Func<T, bool>>?, string?) Two(
        ScimFilter one,
        ScimFilter other,
        Func<Expression, Expression, Expression> join,
        string? within
    )
    {
        var (left, wrong) = Of(one, within);
        if (left is null)
            return (null, wrong);
        var (right, alsoWrong) = Of(other, within);
        if (right is null)
            return (null, alsoWrong);
        var moved = new Swap(right.Parameters[0], left.Parameters[0]).Visit(right.Body);
        return (Expression.Lambda<Func<T, bool>>(join(left.Body, moved), left.Parameters), null);
    }

    private static AttributePath Full(AttributePath path, string? within) => within is null ? path : new(null, within, path.Name);

    private static Expression OfText(CompareOp op, Expression left, Expression right) =>
        op switch
        {
            CompareOp.Eq => Expression.Equal(left, right),
            CompareOp.Ne => Expression.NotEqual(left, right),
            CompareOp.Co => Expression.Call(left, nameof(string.Contains), null, right),
            CompareOp.Sw => Expression.Call(left, nameof(string.StartsWith), null, right),
            CompareOp.Ew => Expression.Call(left, nameof(string.EndsWith), null, right),
            _ => Expression.MakeBinary(Of(op)!.Value, Expression.Call(Order, left, right), Expression.Constant(0)),
        };

    private static ExpressionType? Of(CompareOp op) =>
        op switch
        {
            CompareOp.Eq => ExpressionType.Equal,
            CompareOp.Ne => ExpressionType.NotEqual,
            CompareOp.Gt => ExpressionType.GreaterThan,
            CompareOp.Ge => ExpressionType.GreaterThanOrEqual,
            CompareOp.Lt => ExpressionType.LessThan,
            CompareOp.Le => ExpressionType.LessThanOrEqual,
            _ => null,
        };

    private static Expression<Func<T, bool>>? Null(Expression<Func<T, string?>> text, CompareOp op) =>
        op switch
        {
            CompareOp.Eq => Lambda(text, Expression.Not(NotNull(text.Body))),
            CompareOp.Ne => Lambda(text, NotNull(text.Body)),
            _ => null,
        };

    private static BinaryExpression NotNull(Expression body) => Expression.NotEqual(body, Expression.Constant(null, typeof(string)));

    private static Expression<Func<T, bool>> Lambda(LambdaExpression of, Expression body) =>
        Expression.Lambda<Func<T, bool>>(body, of.Parameters);

    // A member of an object becomes a parameter of the command; a constant would become part of its text.
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Property(Expression.Constant(new Box<TValue>(value)), "Value");

    private sealed record Box<TValue>(TValue Value);

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
