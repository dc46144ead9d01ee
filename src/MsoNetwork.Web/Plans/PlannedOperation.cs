using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using MsoNetwork.Web.GraphQlHttp;

namespace MsoNetwork.Web.Plans;

/// <summary>An operation of a prepared document with its plans, one for each way in which @skip and @include may decide.</summary>
internal sealed class PlannedOperation
{
    /// <summary>Conditions that are decided in more ways than that are left to GraphQL.NET: each plan takes some memory.</summary>
    private const int MostPlans = 4;

    private static readonly DocumentValidator Coercion = new();

    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly GraphQLOperationDefinition _operation;
    private readonly Conditions _conditions;
    private readonly VariableParts? _parts;
    private readonly bool _sizesVary;
    private readonly ConcurrentDictionary<string, (Plan? Plan, ConstantArguments Constants)> _plans = new(StringComparer.Ordinal);

    public PlannedOperation(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document, _operation) = (schema, document, operation);
        _conditions = new Conditions(document, operation);
        _parts = operation.Variables is { Count: > 0 } ? new VariableParts(document, operation) : null;
        _sizesVary = _parts?.Sizes == true;
    }

    /// <summary>Null when GraphQL.NET should answer: wrong values, too high a cost, introspection.</summary>
    public async ValueTask<(Plan Plan, PlanValues Values)?> PrepareAsync(Inputs variables, HttpContext context)
    {
        var given = _parts is null ? null : await Coercion.ValidateAsync(new ValidationOptions
        {
            Schema = _schema,
            Document = _parts.Document,
            Operation = _parts.Operation,
            Variables = variables,
            Rules = [],
            RequestServices = context.RequestServices,
            CancellationToken = context.RequestAborted,
        });
        if (given is { IsValid: false }) return null;
        if (_conditions.Decide(given?.Variables) is not { } decided) return null;
        if (!_plans.TryGetValue(decided, out var known))
        {
            if (_plans.Count >= MostPlans) return null;
            known = _plans.GetOrAdd(decided, Make);
        }

        if (known.Plan is not { } plan) return null;
        var values = new PlanValues(known.Constants, _parts, given);
        var cost = plan.Cost >= 0 ? plan.Cost : new Cost(_schema, _document, values.Of, plan.IsLeftOut).Of(_operation);
        if (!_sizesVary) plan.Cost = cost;
        return cost <= Limits.Cost ? (plan, values) : null;
    }

    private (Plan?, ConstantArguments) Make(string decided)
    {
        var constants = new ConstantArguments();
        bool IsLeftOut(ASTNode selection) => _conditions.LeaveOut(selection, decided);
        void Keep(GraphQLField field, FieldType definition)
        {
            if (_parts?.CopyOf(field) is null) constants.Add(field, definition, _document);
        }

        try
        {
            var root = new PlanBuilder(_schema, _document, IsLeftOut, Keep).Build(_schema.Query, _operation.SelectionSet);
            return (root is null ? null : new Plan(_document, _operation, root, IsLeftOut), constants);
        }
        catch (ExecutionError)
        {
            return (null, constants);
        }
    }
}
